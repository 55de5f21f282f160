using Rollouts.Analysis.Journals;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Engine.Checks;

/// <summary>Packed inputs of a check that are gathered until they fill one row.</summary>
/// <param name="First">The number of the first tick, or of the next one while there is none.</param>
/// <param name="Count">The number of ticks.</param>
internal sealed record OpenPage(long First, Instant From, Instant To, int Count, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A row a tick would be 37 GB a day at ten thousand rollouts.</summary>
    public const int MostTicks = 60;

    public static OpenPage Empty { get; } = new(0, default, default, 0, ReadOnlyMemory<byte>.Empty);

    public bool IsFull => Count >= MostTicks;

    public OpenPage With(Tick tick) => Append(new JudgeInput.Judged(tick), tick.Number, tick.From, tick.To);

    /// <param name="next">The number that the next tick will have.</param>
    public OpenPage With(JudgeInput input, long next, Instant at) => Append(input, next, at, at);

    private OpenPage Append(JudgeInput input, long number, Instant from, Instant to)
    {
        var last = Bytes.IsEmpty
            ? null
            : JournalPage.Read(Bytes.Span).OfType<JudgeInput.Judged>().LastOrDefault()?.Tick;
        var room = new byte[Bytes.Length + JournalPage.RoomFor(input)];
        Bytes.CopyTo(room);
        var bytes = room.AsMemory(0, Bytes.Length + JournalPage.Append(last, input, room.AsSpan(Bytes.Length)));
        return Bytes.IsEmpty
            ? new OpenPage(number, from, to, input is JudgeInput.Judged ? 1 : 0, bytes)
            : this with
            {
                To = to,
                Count = input is JudgeInput.Judged ? Count + 1 : Count,
                Bytes = bytes,
            };
    }
}
