using Rollouts.Domain.Analysis.Ticks;

namespace Rollouts.Worker.Asking;

/// <summary>Ticks one after another, packed, until there are enough of them to be kept as one row.</summary>
internal sealed record OpenPage(long First, Instant From, Instant To, int Count, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A row a tick would be 37 GB a day at ten thousand rollouts.</summary>
    public const int MostTicks = 60;

    public static OpenPage Empty { get; } = new(0, default, default, 0, ReadOnlyMemory<byte>.Empty);

    public bool IsFull => Count >= MostTicks;

    /// <summary>The page with one tick more. Only counts are kept: the rest is in the verdicts.</summary>
    public OpenPage With(Tick tick)
    {
        if (tick is not CountTick counts)
        {
            return this;
        }

        var last = Count == 0 ? null : TickPage.Read(Bytes.Span)[^1];
        var room = new byte[Bytes.Length + TickPage.PackedAtMost];
        Bytes.CopyTo(room);
        var written = TickPage.Append(last, counts, room.AsSpan(Bytes.Length));
        var bytes = room.AsMemory(0, Bytes.Length + written);
        return Count == 0
            ? new OpenPage(counts.Number, counts.From, counts.To, 1, bytes)
            : this with
            {
                To = counts.To,
                Count = Count + 1,
                Bytes = bytes,
            };
    }
}
