using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Secrets;

/// <summary>
/// The places of secrets beyond this machine. Every connection may name one, and the systems behind them are connected
/// with secrets themselves; so each system adds its places when the assembly is loaded, and this folder knows none.
/// </summary>
internal static class SecretPlaces
{
    private static readonly List<OneKeyShape<Secret>.Choice> Known = [];

    public static IReadOnlyList<OneKeyShape<Secret>.Choice> All => Known;

    public static void Add(OneKeyShape<Secret>.Choice choice) => Known.Add(choice);
}
