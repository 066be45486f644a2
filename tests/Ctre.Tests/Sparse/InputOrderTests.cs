using Ctre.Sparse;
using Ctre.Tests.Kernels;

namespace Ctre.Tests.Sparse;

public sealed class InputOrderTests
{
    [Fact]
    public void The_order_by_input_is_the_true_transpose()
    {
        foreach (Connections connections in KernelShapes.Layers(Make.Random(1)))
        {
            InputOrder order = connections.ByInput;
            Connection[] bySlot = [.. connections.Enumerate()];
            var walked = new List<Connection>();
            for (int input = 0; input < connections.Inputs; input++)
            {
                for (int place = order.Offsets[input]; place < order.Offsets[input + 1]; place++)
                {
                    walked.Add(new Connection(order.Outputs[place], input));
                    Assert.Equal(place, order.Places[Array.IndexOf(bySlot, walked[^1])]);
                }
            }

            Assert.Equal(bySlot.OrderBy(c => c.Input).ThenBy(c => c.Output), walked);
            Assert.Equal(connections.Inputs + 1, order.Offsets.Length);
            Assert.Same(order, connections.ByInput);
        }
    }
}
