namespace Rollouts.Api.Dashboard.Charts;

/// <summary>The time scale of a page: 0 to 1000 across every chart.</summary>
internal sealed record TimeAxis(Instant From, Instant To)
{
    public const double Width = 1000;

    private const int MostTicks = 10;

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(3),
        TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
        TimeSpan.FromDays(1),
        TimeSpan.FromDays(7),
    ];

    public TimeSpan Span => To - From;

    public double X(Instant at) => Math.Round(Math.Clamp((at - From) / Span, 0, 1) * Width, 1);

    /// <summary>The position in percent, for text.</summary>
    public double Percent(Instant at) => Math.Round(X(at) / Width * 100, 2);

    public bool Shows(Instant at) => at >= From && at <= To;

    /// <summary>Round times in the reader's zone.</summary>
    public IReadOnlyList<AxisTick> Ticks(PageClock clock)
    {
        var step =
            Array.Find(Steps, step => Span / step <= MostTicks) is var found && found > TimeSpan.Zero
                ? found
                : Steps[^1];
        var offset = clock.OffsetAt(From);
        var first = (long)Math.Ceiling((From + offset).Microseconds / (double)step.TotalMicroseconds);
        List<AxisTick> ticks = [];
        for (var i = 0; i <= MostTicks; i++)
        {
            var at = new Instant((long)((first + i) * step.TotalMicroseconds)) - offset;
            if (at > To)
            {
                break;
            }

            var text = step < TimeSpan.FromMinutes(1) ? clock.Time(at) : clock.Minute(at);
            ticks.Add(new AxisTick(X(at), step >= TimeSpan.FromDays(1) ? clock.Day(at) : text, IsMinor: i % 2 == 1));
        }

        return ticks;
    }
}
