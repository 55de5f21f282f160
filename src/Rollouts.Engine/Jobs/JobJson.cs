using System.Text.Json;
using System.Text.Json.Serialization;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Jobs;

/// <summary>
/// The JSON of the parameters and results of jobs. It is the format of the API, because a result is sent as it was
/// stored.
/// </summary>
public static class JobJson
{
    public const string ContentType = "application/json";

    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
        options.Converters.Add(new ValueListConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
