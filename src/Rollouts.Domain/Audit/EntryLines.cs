using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Domain.Audit;

/// <summary>Entries as lines of JSON, the form in which a log is exported and can be verified anywhere.</summary>
public static class EntryLines
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(ChainedEntry chained)
    {
        var (entry, hash) = chained;
        var line = new JsonObject
        {
            ["stream"] = entry.Stream,
            ["version"] = entry.Version,
            ["event"] = entry.Event,
            ["at"] = entry.At.ToString(),
            ["by"] = JsonNode.Parse(entry.By),
            ["cause"] = entry.Cause,
        };
        if (entry.CauseKey is { } key)
        {
            line["key"] = key;
        }

        line["reason"] = entry.Reason;
        line["data"] = JsonNode.Parse(entry.Data);
        line["hash"] = hash.Hex;
        return line.ToJsonString(Plain);
    }

    /// <summary>Parses a line; returns null if it is not valid.</summary>
    public static ChainedEntry? Read(string line)
    {
        try
        {
            var read = JsonNode.Parse(line)!.AsObject();
            return new ChainedEntry(
                new Entry(
                    Text(read, "stream"),
                    read["version"]!.GetValue<int>(),
                    Text(read, "event"),
                    Instant.From(DateTimeOffset.Parse(Text(read, "at"))),
                    read["by"]!.ToJsonString(Plain),
                    Text(read, "cause"),
                    read["key"]?.GetValue<string>(),
                    Text(read, "reason"),
                    read["data"]!.ToJsonString(Plain)
                ),
                new Hash(Text(read, "hash"))
            );
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            return null;
        }
    }

    private static string Text(JsonObject line, string key) => line[key]!.GetValue<string>();
}
