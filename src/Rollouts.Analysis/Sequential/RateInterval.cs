using Rollouts.Analysis.Numerics;

namespace Rollouts.Analysis.Sequential;

/// <summary>A confidence interval for one arm's rate of bad requests that is valid at every look.</summary>
internal static class RateInterval
{
    /// <summary>
    /// All rates against which a mixture over Beta(1/2, 1/2) has gathered less evidence than 1/alpha. The true rate
    /// is among them at every look with a chance of at least 1 - alpha.
    /// </summary>
    public static Interval Of(double bad, double requests, double alpha)
    {
        if (requests <= 0)
        {
            return new Interval(0, 1);
        }

        double mixture = GammaFunctions.LogBeta(bad + 0.5, requests - bad + 0.5) - GammaFunctions.LogBeta(0.5, 0.5);
        double needed = mixture + Math.Log(alpha);
        double seen = bad / requests;
        bool IsPossible(double rate) => LogLikelihood(bad, rate) + LogLikelihood(requests - bad, 1 - rate) > needed;
        return new Interval(
            bad == 0 ? 0 : Bisection.Edge(seen, 0, IsPossible),
            bad == requests ? 1 : Bisection.Edge(seen, 1, IsPossible)
        );
    }

    private static double LogLikelihood(double count, double rate) => count == 0 ? 0 : count * Math.Log(rate);
}
