using System.Reflection;
using System.Text.Json.Nodes;
using Ctre.Data;
using Ctre.Losses;
using Ctre.Optimization;

namespace Ctre.Tests;

public sealed class RecipeJsonTests
{
    // Every property differs from its default.
    private static readonly Recipe Other = new()
    {
        Method = "cte",
        Hidden = [7, 8],
        Epsilon = 2.5,
        Density = 0.1,
        Distribution = DistributionKind.List,
        LayerDensities = [0.1, 0.2, 1],
        Zeta = 0.35,
        ZetaSchedule = ScheduleKind.Step,
        UpdateEvery = 3,
        UpdateUntil = 0.75,
        SwitchPatience = 11,
        Patience = 12,
        Refit = true,
        Similarity = SimilarityKind.Exact,
        SimilarityRows = 99,
        WiringRounds = 4,
        GrowInit = GrowInitKind.Uniform,
        WeightInit = WeightInitKind.Glorot,
        Activation = "leaky-relu",
        Epochs = 12,
        BatchSize = 34,
        LearningRate = 0.1 + 0.2,
        LearningRateSchedule = ScheduleKind.Linear,
        Optimizer = "adam",
        Momentum = 0.5,
        Nesterov = false,
        WeightDecay = 1e-7,
        Dropout = 0.25,
        ClassWeight = ClassWeightKind.Balanced,
        ValidationFraction = 0.3,
        Scale = ScalerKind.Standard,
        Seed = long.MinValue + 1,
    };

    [Fact]
    public void Every_property_makes_the_round_trip()
    {
        Recipe read = Recipe.Parse(Other.ToJson().ToJsonString());
        foreach (PropertyInfo property in typeof(Recipe).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Assert.Equal(property.GetValue(Other), property.GetValue(read));
            Assert.False(Equals(property.GetValue(Recipe.Default), property.GetValue(Other)), $"{property.Name} is not tried");
        }
    }

    [Fact]
    public void Words_and_names_are_those_of_the_command_line()
    {
        JsonObject json = Other.ToJson();
        Assert.Equal("leaky-relu", (string?)json["activation"]);
        Assert.Equal("list", (string?)json["distribution"]);
        Assert.Null(Recipe.Default.ToJson()["scale"]);
        Assert.Equal("minmax", (string?)(Recipe.Default with { Scale = ScalerKind.MinMax }).ToJson()["scale"]);
        Assert.Equal("er", (string?)Recipe.Default.ToJson()["distribution"]);
        Assert.Contains("learningRateSchedule", json.Select(entry => entry.Key));
    }

    [Fact]
    public void What_is_not_named_keeps_its_default()
    {
        Recipe read = Recipe.Parse("""{ "epochs": 3, "similarityRows": null }""");
        Assert.Equal((3, null, Recipe.Default.BatchSize), (read.Epochs, read.SimilarityRows, read.BatchSize));
    }

    /// <summary>Some defaults depend on other entries.</summary>
    [Theory]
    [InlineData("""{ "method": "rigl" }""", 0.75, 0.1)]
    [InlineData("""{ "method": "rigl", "updateUntil": 0.5 }""", 0.5, 0.1)]
    [InlineData("""{ "optimizer": "adam" }""", 1, 0.01)]
    [InlineData("""{ "optimizer": "adam", "learningRate": 0.1, "method": "granet" }""", 0.75, 0.1)]
    [InlineData("{}", 1, 0.1)]
    public void What_is_not_named_keeps_the_default_of_its_method_and_optimizer(string json, double updateUntil, double learningRate)
    {
        Recipe read = Recipe.Parse(json);
        Assert.Equal((updateUntil, learningRate), (read.UpdateUntil, read.LearningRate));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("""{ "epoch": 3 }""")]
    [InlineData("""{ "Epochs": 3 }""")]
    [InlineData("""{ "epochs": 0 }""")]
    [InlineData("""{ "epochs": 1.5 }""")]
    [InlineData("""{ "epochs": null }""")]
    [InlineData("""{ "epochs": 3, "epochs": 4 }""")]
    [InlineData("""{ "zeta": "NaN" }""")]
    [InlineData("""{ "zeta": 1e999 }""")]
    [InlineData("""{ "hidden": null }""")]
    [InlineData("""{ "hidden": [null] }""")]
    [InlineData("""{ "layerDensities": null }""")]
    [InlineData("""{ "method": null }""")]
    [InlineData("""{ "method": "" }""")]
    [InlineData("""{ "activation": "unknown" }""")]
    [InlineData("""{ "activation": null }""")]
    [InlineData("""{ "activation": 1 }""")]
    [InlineData("""{ "seed": 9223372036854775808 }""")]
    public void What_is_no_recipe_is_refused(string json) => Assert.Throws<InputException>(() => Recipe.Parse(json));
}
