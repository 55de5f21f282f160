using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.Installations;

/// <summary>What can be said of a query without asking its source.</summary>
public interface IQueryLanguage
{
    /// <summary>Whether a query has the form of this language.</summary>
    bool Claims(Query query);

    /// <summary>What is wrong with a query that is used so; nothing where it is right.</summary>
    /// <param name="isFilled">Whether a placeholder of this name will be filled in.</param>
    IEnumerable<QueryComplaint> Review(Query query, QueryUse use, Func<string, bool> isFilled);

    /// <summary>
    /// The period that it is counted by, where the source counts by the clock; null where samples come as they come.
    /// </summary>
    TimeSpan? PaceOf(Query query) => null;

    /// <summary>Fills in the templates, each value made safe for the place it lands in.</summary>
    Query Fill(Query query, Func<string, string?> values);
}
