using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.Prometheus;

/// <summary>An answer of Prometheus: series. A single number is a series without labels.</summary>
/// <param name="Kind">As in <c>matrix</c>, <c>vector</c> or <c>scalar</c>.</param>
internal sealed record PrometheusAnswer(string Kind, IReadOnlyList<PrometheusSeries> Series)
{
    /// <summary>
    /// Parses the answer in a body. An invalid answer is a fault, and so is one that declares itself incomplete.
    /// </summary>
    public static Answer<PrometheusAnswer> Parse(ReadOnlyMemory<byte> body, string whom)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.GetProperty("status").GetString() != "success"
                    ? new Fault(FaultKind.Broken, $"{whom} says of itself: {Text(root, "error")}")
                : Incomplete(root) is { } warning
                    ? new Fault(FaultKind.Unusable, $"{whom} warns, so its answer is not used: {warning}")
                : Read(root.GetProperty("data"));
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or InvalidOperationException
                        or KeyNotFoundException
                        or FormatException
                        or OverflowException
            )
        {
            return new Fault(
                FaultKind.Unusable,
                $"{whom} answers with what is no answer of Prometheus: "
                    + ForeignText.Quoted(System.Text.Encoding.UTF8.GetString(body.Span))
            );
        }
    }

    /// <summary>
    /// Returns the warning of an incomplete answer, as when one store behind Thanos does not answer. Mere advice about
    /// a query is marked as information, in a list of its own or by its first words.
    /// </summary>
    private static string? Incomplete(JsonElement root)
    {
        if (!root.TryGetProperty("warnings", out var warnings) || warnings.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var grave = warnings
            .EnumerateArray()
            .Select(warning => warning.ToString())
            .FirstOrDefault(text => !text.StartsWith("PromQL info:", StringComparison.Ordinal));
        return grave is null ? null : ForeignText.Quoted(grave);
    }

    private static PrometheusAnswer Read(JsonElement data)
    {
        var kind = data.GetProperty("resultType").GetString() ?? "";
        var result = data.GetProperty("result");
        return kind switch
        {
            "scalar" => new(kind, [new PrometheusSeries(LabelSet.None, [SampleOf(result)])]),
            "vector" or "matrix" => new(kind, [.. result.EnumerateArray().Select(SeriesOf)]),
            _ => new(kind, []),
        };
    }

    private static PrometheusSeries SeriesOf(JsonElement series)
    {
        if (series.TryGetProperty("histograms", out _) || series.TryGetProperty("histogram", out _))
        {
            throw new OutsideException(
                new Fault(FaultKind.Refused, "native histograms are not read; give the buckets of a classic one")
            );
        }

        var labels = series
            .GetProperty("metric")
            .EnumerateObject()
            .Select(label => KeyValuePair.Create(label.Name, label.Value.GetString()!));
        return new PrometheusSeries(
            new LabelSet(labels),
            series.TryGetProperty("values", out var values) ? SamplesOf(values)
                : series.TryGetProperty("value", out var value) ? [SampleOf(value)]
                : []
        );
    }

    private static ImmutableArray<PrometheusSample> SamplesOf(JsonElement values)
    {
        var samples = ImmutableArray.CreateBuilder<PrometheusSample>(values.GetArrayLength());
        foreach (var pair in values.EnumerateArray())
        {
            samples.Add(SampleOf(pair));
        }

        return samples.MoveToImmutable();
    }

    private static PrometheusSample SampleOf(JsonElement pair)
    {
        if (pair.GetArrayLength() != 2)
        {
            throw new FormatException("a sample is a time and a value");
        }

        // Through decimal: a double of seconds since 1970 has no room for all of the milliseconds.
        var microseconds = (long)(pair[0].GetDecimal() * 1_000_000);
        return new PrometheusSample(new Instant(microseconds), Number(pair[1]));
    }

    private static double Number(JsonElement text)
    {
        // Numbers make up most of an answer, so they are parsed in place, between their quotes.
        var raw = JsonMarshal.GetRawUtf8Value(text);
        return
            text.ValueKind == JsonValueKind.String
            && Utf8Parser.TryParse(raw[1..^1], out double number, out var length)
            && length == raw.Length - 2
            ? number
            : Written(text.GetString()!);
    }

    private static double Written(string text) =>
        text switch
        {
            "NaN" => double.NaN,
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        };

    private static string Text(JsonElement root, string name) =>
        ForeignText.Quoted(root.TryGetProperty(name, out var text) ? text.ToString() : "");
}
