namespace Rollouts.Domain.Analysis.Numerics;

internal static class Bisection
{
    /// <summary>
    /// Where a condition that holds at <paramref name="holds"/> and not at <paramref name="fails"/> changes, to the
    /// last bit: no tolerance to choose, so none to be wrong for small numbers.
    /// </summary>
    public static double Edge(double holds, double fails, Func<double, bool> condition)
    {
        while (true)
        {
            double middle = holds + ((fails - holds) / 2);
            if (middle == holds || middle == fails)
            {
                return holds;
            }

            if (condition(middle))
            {
                holds = middle;
            }
            else
            {
                fails = middle;
            }
        }
    }
}
