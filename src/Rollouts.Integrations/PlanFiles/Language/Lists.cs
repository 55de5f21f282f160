using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.PlanFiles.Language;

/// <summary>Lists of a sensible length.</summary>
internal static class Lists
{
    private const int Longest = 200;

    public static Shape<ValueList<T>> Of<T>(Shape<T> item, int least = 1) => new ListShape<T>(item, least, Longest);
}
