using System.Text.Json;
using Rollouts.Analysis.Journals;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Engine.Bundles;

/// <summary>
/// Writes the inputs of a judge twice: packed, so that they can be judged again bit by bit, and as numbers to read.
/// </summary>
internal static class BundleSeries
{
    public static void Write(Utf8JsonWriter json, IEnumerable<ReadOnlyMemory<byte>> pages)
    {
        var kept = pages.Where(page => !page.IsEmpty).ToList();
        json.WriteStartArray("journal");
        foreach (var page in kept)
        {
            json.WriteBase64StringValue(page.Span);
        }

        json.WriteEndArray();
        json.WriteStartArray("samples");
        foreach (var tick in kept.SelectMany(page => JournalPage.Samples(page.Span)))
        {
            Write(json, tick);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Tick tick)
    {
        json.WriteStartObject();
        json.WriteNumber("number", tick.Number);
        json.WriteString("from", tick.From.ToString());
        json.WriteString("to", tick.To.ToString());
        switch (tick)
        {
            case CountTick counts:
                json.WriteNumber("candidate", counts.Candidate.Requests);
                json.WriteNumber("candidateBad", counts.Candidate.Bad);
                json.WriteNumber("baseline", counts.Baseline.Requests);
                json.WriteNumber("baselineBad", counts.Baseline.Bad);
                WriteLabels(json, counts);
                break;
            case ValueTick values:
                WriteFinite(json, "candidateValue", values.Candidate);
                WriteFinite(json, "baselineValue", values.Baseline);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteLabels(Utf8JsonWriter json, CountTick counts)
    {
        if (counts.Labels.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("labels");
        foreach (var label in counts.Labels)
        {
            json.WriteStartObject();
            json.WriteString("value", label.Value);
            json.WriteNumber("candidate", label.Candidate.Requests);
            json.WriteNumber("candidateBad", label.Candidate.Bad);
            json.WriteNumber("baseline", label.Baseline.Requests);
            json.WriteNumber("baselineBad", label.Baseline.Bad);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFinite(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
    }
}
