using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Rollouts.Storage.Serialization;

/// <summary>Serializes events as JSON that people and later versions of this code can read.</summary>
public static class EventJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    public static string Write(object happened) => JsonSerializer.Serialize(happened, happened.GetType(), Options);

    public static string Write(Actor actor) => JsonSerializer.Serialize(actor, Options);

    /// <summary>Deserializes an event. An unknown name must not be skipped, because its effect would be lost.</summary>
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

    // Derived values are left out, because a stored copy could contradict its source.
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
