namespace Rollouts.PlanFiles.Documents;

/// <summary>The type of a scalar by the rules of its format, which may differ from its look.</summary>
public enum ScalarKind
{
    Text,
    Number,
    Flag,
    Nothing,
}
