using System.Text.Encodings.Web;
using System.Text.Json;
using Rollouts.Domain.Audit;

namespace Rollouts.Storage.Checkpoints;

/// <summary>
/// The heads of a checkpoint as JSON. A damaged list reads as a list without heads: the seal of the checkpoint does not
/// fit then, and the verification reports that.
/// </summary>
internal static class HeadList
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static string Write(ValueList<Head> heads) =>
        JsonSerializer.Serialize(heads.Select(head => new Kept(head.Stream, head.Version, head.Hash.Hex)), Plain);

    public static ValueList<Head> Read(string json)
    {
        if (Parse(json) is not { } kept || kept.Contains(null))
        {
            return [];
        }

        return kept.Select(head => new Head(head!.Stream, head.Version, new Hash(head.Hash))).ToValueList();
    }

    private static List<Kept?>? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<List<Kept?>>(json, Plain);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Kept(string Stream, int Version, string Hash);
}
