using System.Text.Encodings.Web;
using System.Text.Json;
using Rollouts.Domain.Audit;

namespace Rollouts.Integrations.Storage.Checkpoints;

/// <summary>
/// The heads of a checkpoint as JSON. One that somebody has damaged reads as a list without heads: its seal does not
/// fit then, and that is how it is told.
/// </summary>
internal static class HeadList
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(ValueList<Head> heads) =>
        JsonSerializer.Serialize(heads.Select(head => new Kept(head.Stream, head.Version, head.Hash.Hex)), Plain);

    public static ValueList<Head> Read(string json)
    {
        try
        {
            return JsonSerializer
                .Deserialize<List<Kept>>(json, Plain)!
                .Select(kept => new Head(kept.Stream, kept.Version, new Hash(kept.Hash)))
                .ToValueList();
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException)
        {
            return [];
        }
    }

    private sealed record Kept(string Stream, int Version, string Hash);
}
