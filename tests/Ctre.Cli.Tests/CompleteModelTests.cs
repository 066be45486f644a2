using System.Text.Json;

namespace Ctre.Cli.Tests;

/// <summary>A dense network, whose file holds weights without structure, is a model like any other.</summary>
public sealed class CompleteModelTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_dense_model_is_inspected_evaluated_and_predicted_with()
    {
        JsonElement training = place.Json("train flowers.csv --method dense --hidden 100,50 --epochs 3 --output run");
        JsonElement model = place.Json("inspect run");
        Assert.Equal(4 * 100 + 100 * 50 + 50 * 3, model.GetProperty("connections").GetInt32());
        Assert.Equal(1, model.GetProperty("density").GetDouble());
        Assert.InRange(model.GetProperty("bytes").GetInt64(), 4 * 5550, 4 * 5550 + 4096);
        Assert.Equal(training.GetProperty("modelDigest").GetString(), model.GetProperty("modelDigest").GetString());
        Assert.Equal(120, place.Json("evaluate run flowers.csv --rows all").GetProperty("samples").GetInt32());
        place.Write("new.csv", Workplace.Table(withLabels: false));
        Assert.Equal(121, place.Run("predict run new.csv").Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
