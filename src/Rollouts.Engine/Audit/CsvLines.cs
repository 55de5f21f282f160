using Rollouts.Domain.Audit;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Audit;

/// <summary>Records as lines of a table (RFC 4180).</summary>
public static class CsvLines
{
    public const string Header = "stream,version,event,at,by,cause,key,reason,data,hash";

    public static string Write(ChainedEntry chained)
    {
        var entry = chained.Entry;
        string[] cells =
        [
            entry.Stream,
            $"{entry.Version}",
            entry.Event,
            entry.At.ToString(),
            EventJson.ReadActor(entry.By).Name,
            entry.Cause,
            entry.CauseKey ?? "",
            entry.Reason,
            entry.Data,
            chained.Hash.Hex,
        ];
        return string.Join(',', cells.Select(Cell));
    }

    // Spreadsheets run a cell that begins like a formula, and its text may come from an untrusted source.
    private static string Cell(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }
}
