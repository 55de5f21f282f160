namespace Rollouts.Analysis.Compare;

/// <summary>The checks of one group, added up.</summary>
/// <param name="Passed">In percent; 0 if no check has a result.</param>
/// <param name="Counted">
/// The percentage that the score uses. It is 100 for a group without a result, which is no evidence against the
/// release.
/// </param>
internal sealed record ScoredGroup(string Name, double Passed, double Counted)
{
    public static ScoredGroup Of(string name, IEnumerable<Classification> classifications)
    {
        int passed = 0;
        int judged = 0;
        foreach (Classification classification in classifications)
        {
            passed += classification == Classification.Pass ? 1 : 0;
            // A check that could not be judged is a failure: left out, a crash would look like a pass.
            judged += classification is Classification.NoData or Classification.TooFewPoints ? 0 : 1;
        }

        return judged == 0
            ? new ScoredGroup(name, Passed: 0, Counted: 100)
            : new ScoredGroup(name, 100.0 * passed / judged, 100.0 * passed / judged);
    }
}
