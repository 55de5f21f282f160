using Rollouts.PlanFiles.Shapes;

namespace Rollouts.PlanFiles.Words;

/// <summary>Lists of a sensible length.</summary>
public static class Lists
{
    private const int Longest = 200;

    public static Shape<ValueList<T>> Of<T>(Shape<T> item, int least = 1) => new ListShape<T>(item, least, Longest);
}
