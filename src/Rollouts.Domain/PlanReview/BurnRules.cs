using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Domain.PlanReview;

/// <summary>An error budget exists and can be burnt as fast as the windows ask.</summary>
internal static class BurnRules
{
    public static IEnumerable<PlanFault> Review(Submission submission) =>
        submission.Plan.Checks.SelectMany(check => check.Judge is Judge.BurnRate burn ? Review(check, burn) : []);

    private static IEnumerable<PlanFault> Review(Check check, Judge.BurnRate burn)
    {
        if (burn.Objective.Value is 0 or 1)
        {
            yield return burn.Objective.Value == 1
                ? VerdictRules.CannotPass(check, "an objective of 100 % leaves no budget; 99.99% is a strict one")
                : VerdictRules.CannotFail(check, "an objective of 0 % allows everything");
            yield break;
        }

        foreach (var window in burn.Windows)
        {
            var rate = window.Factor * burn.Objective.Rest.Value;
            if (rate > 1)
            {
                yield return VerdictRules.CannotFail(
                    check,
                    $"window {window} asks for an error rate of {rate * 100:0.#} % ({window.Factor} x "
                        + $"{burn.Objective.Rest}); lower its factor"
                );
            }

            if (window.Short >= window.Long)
            {
                yield return new PlanFault(
                    "plan.burn-windows",
                    check.At.Key("judge"),
                    $"window {window}: the long window comes first and is longer, as in 5m/1m@14.4"
                );
            }
        }
    }
}
