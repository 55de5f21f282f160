namespace Rollouts.Integrations.PlanFiles.Documents;

/// <summary>What a scalar is by the rules of its format, not by what it looks like to a reader in a hurry.</summary>
internal enum ScalarKind
{
    Text,
    Number,
    Flag,
    Nothing,
}
