using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.Connections;

/// <summary>The capabilities of a kind of metric source.</summary>
public sealed record SourceTraits
{
    /// <summary>Its key in connections, as in <c>prometheus</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    public required IQueryLanguage Language { get; init; }

    /// <summary>The key of the source whose built-in queries it understands; by default its own.</summary>
    public string Dialect
    {
        get => field ?? Key;
        init;
    }

    /// <summary>The shortest interval between new numbers of the source.</summary>
    public TimeSpan LeastEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after the end of a period its numbers are complete.</summary>
    public TimeSpan Settling { get; init; }

    public bool HasHistograms { get; init; }

    /// <summary>Whether its counters have labels by whose values they can be told apart.</summary>
    public bool HasLabels { get; init; }

    /// <summary>How often a check with queries of its own is evaluated.</summary>
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
