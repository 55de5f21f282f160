using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Secrets;

/// <summary>The configuration of secret references. A literal secret is refused.</summary>
internal static class SecretWords
{
    public static readonly Shape<string> Path = LocalSecretWords.Path;

    public static readonly Shape<Secret> Any = new OneKeyShape<Secret>(
        "secret",
        "the place of a secret",
        [.. LocalSecretWords.Choices, .. SecretPlaces.All]
    );
}
