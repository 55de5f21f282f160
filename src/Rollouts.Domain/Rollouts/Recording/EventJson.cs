using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Rollouts.Domain.Rollouts.Recording;

/// <summary>How events are written down: JSON that a person can read and the next version of this code too.</summary>
public static class EventJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    public static string Write(object happened) => JsonSerializer.Serialize(happened, happened.GetType(), Options);

    public static string Write(Actor actor) => JsonSerializer.Serialize(actor, Options);

    /// <summary>
    /// Reads an event back. An unknown name is no event that may be skipped: what it did would be lost.
    /// </summary>
    public static object Read(string name, string json) =>
        EventRegistry.TypeOf(name) is { } type
            ? JsonSerializer.Deserialize(json, type, Options)!
            : throw new UnknownEventException(name);

    public static Actor ReadActor(string json) => JsonSerializer.Deserialize<Actor>(json, Options)!;

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            AllowOutOfOrderMetadataProperties = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver
            {
                Modifiers = { ClosedHierarchies.Discriminate, LeaveOutDerived },
            },
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new ValueListConverter());
        foreach (var converter in TextConverters.All)
        {
            options.Converters.Add(converter);
        }

        options.MakeReadOnly();
        return options;
    }

    // What follows from the rest is not written down: it would be a second truth.
    private static void LeaveOutDerived(JsonTypeInfo info)
    {
        for (var i = info.Properties.Count - 1; i >= 0; i--)
        {
            if (info.Properties[i] is { Set: null, AssociatedParameter: null })
            {
                info.Properties.RemoveAt(i);
            }
        }
    }
}
