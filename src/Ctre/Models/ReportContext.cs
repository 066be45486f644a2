using System.Text.Json.Serialization;
using Ctre.Training;

namespace Ctre.Models;

/// <summary>Reports of epochs as JSON; losses may be infinite.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(List<EpochReport>))]
internal sealed partial class ReportContext : JsonSerializerContext;
