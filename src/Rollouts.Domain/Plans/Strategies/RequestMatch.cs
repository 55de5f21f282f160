namespace Rollouts.Domain.Plans.Strategies;

/// <summary>The requests that meet all of these conditions. The order of the conditions does not matter.</summary>
public sealed record RequestMatch(ValueList<RequestCondition> All)
{
    public static RequestMatch Header(string name, string value) =>
        new([new RequestCondition(RequestPart.Header, name, TextMatch.Exact, value)]);

    // A router may keep conditions in a map and show them in another order than they were written in.
    public bool Equals(RequestMatch? other) =>
        other is not null
        && All.Count == other.All.Count
        && Counted(All).All(pair => other.All.Count(one => one == pair.Key) == pair.Value);

    public override int GetHashCode() => All.Aggregate(All.Count, (sum, one) => unchecked(sum + one.GetHashCode()));

    public override string ToString() => string.Join(" and ", All);

    private static Dictionary<RequestCondition, int> Counted(IEnumerable<RequestCondition> conditions) =>
        conditions.CountBy(one => one).ToDictionary();
}
