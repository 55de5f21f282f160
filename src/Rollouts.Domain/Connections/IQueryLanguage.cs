using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.Connections;

/// <summary>Checks queries without calling their source.</summary>
public interface IQueryLanguage
{
    /// <summary>Whether a query has the form of this language.</summary>
    bool Claims(Query query);

    /// <summary>Returns the faults of a query for this use; empty if it is valid.</summary>
    /// <param name="isFilled">Whether a placeholder of this name will be filled in.</param>
    IEnumerable<QueryComplaint> Review(Query query, QueryUse use, Func<string, bool> isFilled);

    /// <summary>
    /// The period of the query, if the source counts by the clock; null if samples arrive at any time.
    /// </summary>
    TimeSpan? PaceOf(Query query) => null;

    /// <summary>Fills in the templates, each value made safe for the place it lands in.</summary>
    Query Fill(Query query, Func<string, string?> values);
}
