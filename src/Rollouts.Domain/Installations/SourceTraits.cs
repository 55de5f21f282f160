using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.Installations;

/// <summary>What a kind of metric source can answer.</summary>
public sealed record SourceTraits
{
    /// <summary>Its key in connections, as in <c>prometheus</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    public required IQueryLanguage Language { get; init; }

    /// <summary>
    /// The key of the source whose built-in queries it can be asked; its own, unless it says another.
    /// </summary>
    public string Dialect
    {
        get => field ?? Key;
        init;
    }

    /// <summary>It has no newer numbers more often than this.</summary>
    public TimeSpan LeastEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after the end of a period its numbers are complete.</summary>
    public TimeSpan Settling { get; init; }

    public bool HasHistograms { get; init; }

    /// <summary>How often a check is asked that looks at its own queries.</summary>
    public Pace PaceOf(Check asked)
    {
        if (asked.Subject.Queries.Select(Language.PaceOf).Max() is not { } period)
        {
            return new Pace(LeastEvery > asked.Every ? LeastEvery : asked.Every, IsByTheClock: false);
        }

        var periods = Math.Max(1, (asked.Every.Ticks + period.Ticks - 1) / period.Ticks);
        return new Pace(period * periods, IsByTheClock: true);
    }
}
