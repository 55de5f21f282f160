using System.Text.Json;
using Rollouts.Analysis.Sequential;

namespace Rollouts.Vectors.Sequential;

/// <summary>The count streams that the vectors are computed on.</summary>
internal sealed class Streams
{
    private readonly Dictionary<string, PairedCounts[]> _byId = new(StringComparer.Ordinal);

    public Streams(JsonElement streams)
    {
        foreach (JsonElement stream in streams.EnumerateArray())
        {
            _byId[stream.Text("id")] =
            [
                .. stream.GetProperty("ticks").EnumerateArray().Select(tick => Tick(tick.AsNumbers())),
            ];
        }
    }

    public PairedCounts[] Of(JsonElement vector) => _byId[vector.Text("stream")];

    private static PairedCounts Tick(double[] counts) =>
        new((long)counts[0], (long)counts[1], (long)counts[2], (long)counts[3]);
}
