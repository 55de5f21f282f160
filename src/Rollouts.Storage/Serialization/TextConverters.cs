using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using Rollouts.Domain.Access;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Triggers;

namespace Rollouts.Storage.Serialization;

/// <summary>Converters for values that are stored as one text: names, instants, durations, positions.</summary>
internal static class TextConverters
{
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    public static IReadOnlyList<JsonConverter> All { get; } =
    [
        Of(name => name.Value, text => new ServiceName(text)),
        Of(name => name.Value, text => new EnvironmentName(text)),
        Of(name => name.Value, text => new TargetName(text)),
        Of(name => name.Value, text => new CheckName(text)),
        Of(name => name.Value, text => new StepName(text)),
        Of(name => name.Value, text => new ConnectionName(text)),
        Of(name => name.Value, text => new GroupName(text)),
        Of(name => name.Value, text => new FreezeName(text)),
        Of(name => name.Value, text => new BackendName(text)),
        Of(name => name.Value, text => new VersionName(text)),
        Of(name => name.Value, text => new TriggerName(text)),
        Of(pattern => pattern.Text, text => new NamePattern(text)),
        Of(id => id.Value, text => new KeyId(text)),
        Of(id => id.Value, text => new SessionId(text)),
        Of(path => path.Text, text => new PlanPath(text)),
        Of(id => id.ToString(), text => new RolloutId(Guid.ParseExact(text, "N"))),
        Of(moment => moment.ToString(), ReadInstant),
        Of(position => position.ToString(), ReadPosition),
        Of(XmlConvert.ToString, XmlConvert.ToTimeSpan),
        new WeightConverter(),
        new ProportionConverter(),
    ];

    private static TextConverter<T> Of<T>(Func<T, string> write, Func<string, T> read) => new(write, read);

    private static Instant ReadInstant(string text) =>
        Instant.From(
            DateTimeOffset.ParseExact(text, MomentFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        );

    private static Position ReadPosition(string text)
    {
        var parts = Array.ConvertAll(text.Split('.'), int.Parse);
        return new Position(parts[0], parts[1], parts[2]);
    }

    private sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            read(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(write(value));
    }

    /// <summary>In basis points, so that a weight is never rounded.</summary>
    private sealed class WeightConverter : JsonConverter<Weight>
    {
        public override Weight Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetInt32());

        public override void Write(Utf8JsonWriter writer, Weight value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.BasisPoints);
    }

    private sealed class ProportionConverter : JsonConverter<Proportion>
    {
        public override Proportion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetDecimal());

        public override void Write(Utf8JsonWriter writer, Proportion value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Value);
    }
}
