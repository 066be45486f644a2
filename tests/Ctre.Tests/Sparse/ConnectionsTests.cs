using Ctre.Sparse;

namespace Ctre.Tests.Sparse;

public sealed class ConnectionsTests
{
    [Fact]
    public void Slots_follow_output_then_input()
    {
        var connections = new Connections(3, 4, [0, 2, 2, 3], [1, 3, 0]);
        Assert.Equal([new Connection(0, 1), new(0, 3), new(2, 0)], connections.Enumerate());
        Assert.Equal([1, 3], connections.InputsOf(0).ToArray());
        Assert.Empty(connections.InputsOf(1).ToArray());
        Assert.Equal((3, 12L, 0.25), (connections.Count, connections.Places, connections.Density));
        Assert.Equal([0, 2, 2, 3], connections.RowOffsets.ToArray());
        Assert.Equal([1, 3, 0], connections.Columns.ToArray());
    }

    [Theory]
    [InlineData(new[] { 0, 1 }, new[] { 0 })] // too few offsets
    [InlineData(new[] { 0, 1, 1, 1 }, new[] { 0 })] // too many
    [InlineData(new[] { 1, 1, 1 }, new[] { 0 })] // does not begin at 0
    [InlineData(new[] { 0, 1, 1 }, new[] { 0, 1 })] // does not end at the count
    [InlineData(new[] { 0, 2, 1 }, new[] { 0 })] // falls
    [InlineData(new[] { 0, 5, 1 }, new[] { 0 })] // passes the end
    [InlineData(new[] { 0, -1, 1 }, new[] { 0 })] // negative
    [InlineData(new[] { 0, 2, 2 }, new[] { 1, 1 })] // twice the same
    [InlineData(new[] { 0, 2, 2 }, new[] { 2, 1 })] // inputs fall
    [InlineData(new[] { 0, 1, 1 }, new[] { 3 })] // beyond the inputs
    [InlineData(new[] { 0, 1, 1 }, new[] { -1 })] // negative input
    public void Arrays_that_describe_no_set_are_refused(int[] rowOffsets, int[] columns) =>
        Assert.Throws<ArgumentException>(() => new Connections(2, 3, rowOffsets, columns));

    [Fact]
    public void A_layer_has_neurons()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Connections(0, 3, [0], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Connections(1, 0, [0, 0], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Connections(-1, 3, [], []));
    }

    [Fact]
    public void Positions_and_connections_say_the_same()
    {
        Rng random = Make.Random(1);
        for (int trial = 0; trial < 100; trial++)
        {
            int outputs = 1 + (int)random.Below(20), inputs = 1 + (int)random.Below(20);
            Connections connections = Make.Topology(random, outputs, inputs, random.Uniform());
            long[] positions = [.. connections.Enumerate().Select(c => c.Position(inputs))];
            Assert.Equal(positions.Distinct().Order(), positions);
            Assert.Equal(connections.Enumerate(), positions.Select(position => Connection.At(position, inputs)));
            Connections again = Connections.FromPositions(outputs, inputs, positions);
            Assert.Equal(connections.RowOffsets.ToArray(), again.RowOffsets.ToArray());
            Assert.Equal(connections.Columns.ToArray(), again.Columns.ToArray());
        }
    }

    [Fact]
    public void A_position_may_pass_32_bits()
    {
        var connection = new Connection(3_000_000, 2_999_999);
        Assert.Equal(connection, Connection.At(connection.Position(3_000_000), 3_000_000));
        Assert.Equal(9_000_002_999_999, connection.Position(3_000_000));
    }

    [Fact]
    public void Connections_compare_by_output_then_input()
    {
        Connection first = new(0, 5), second = new(1, 2), same = new(1, 2), third = new(1, 3);
        Assert.True(first < second && second < third && third > first && first <= second && second <= same && same >= second);
        Assert.False(second < same || same > second || second > third || second >= third || third <= first);
    }
}
