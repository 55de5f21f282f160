namespace Rollouts.Analysis.Numerics;

internal static class Bisection
{
    /// <summary>
    /// Finds where a condition that holds at <paramref name="holds"/> and not at <paramref name="fails"/> changes, to
    /// the last bit. There is no tolerance that could be too coarse for small numbers.
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
