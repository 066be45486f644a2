using System.Text.Json.Nodes;

namespace Ctre.Cli;

/// <summary>A run that diverged went back to its last checkpoint and on with a lower learning rate.</summary>
/// <param name="Where">Epoch, batch and layer in which it diverged.</param>
/// <param name="LearningRate">The rate with which it went on.</param>
internal sealed record Rollback(string Where, double LearningRate)
{
    public static JsonArray ToJson(IReadOnlyList<Rollback> rollbacks) =>
        [.. rollbacks.Select(one => new JsonObject { ["where"] = one.Where, ["learningRate"] = one.LearningRate })];
}
