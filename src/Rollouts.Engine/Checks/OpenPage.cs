using Rollouts.Analysis.Ticks;

namespace Rollouts.Engine.Checks;

/// <summary>Packed ticks that are gathered until they fill one row.</summary>
internal sealed record OpenPage(long First, Instant From, Instant To, int Count, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A row a tick would be 37 GB a day at ten thousand rollouts.</summary>
    public const int MostTicks = 60;

    public static OpenPage Empty { get; } = new(0, default, default, 0, ReadOnlyMemory<byte>.Empty);

    public bool IsFull => Count >= MostTicks;

    /// <summary>
    /// Appends a tick of counts or of values. A tick without an answer is not stored: the gap between its neighbours
    /// shows it.
    /// </summary>
    public OpenPage With(Tick tick)
    {
        if (tick is not (CountTick or ValueTick))
        {
            return this;
        }

        var last = Count == 0 ? null : TickPage.Read(Bytes.Span)[^1];
        var room = new byte[Bytes.Length + TickPage.PackedAtMost];
        Bytes.CopyTo(room);
        var written = TickPage.Append(last, tick, room.AsSpan(Bytes.Length));
        var bytes = room.AsMemory(0, Bytes.Length + written);
        return Count == 0
            ? new OpenPage(tick.Number, tick.From, tick.To, 1, bytes)
            : this with
            {
                To = tick.To,
                Count = Count + 1,
                Bytes = bytes,
            };
    }
}
