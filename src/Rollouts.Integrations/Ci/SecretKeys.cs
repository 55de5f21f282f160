using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Ci;

/// <summary>The configuration keys for the secret that authenticates a pipeline.</summary>
internal sealed class SecretKeys(string name, string says)
{
    private readonly Key<Secret> _current = Key.Required(name, SecretWords.Any, says);

    private readonly Key<Secret?> _previous = Key.Maybe(
        "previous",
        SecretWords.Any,
        "The one before it, taken too while both are in use."
    );

    public IReadOnlyList<Key> All => [_current, _previous];

    public SharedSecrets Read(KeyValues values) => new(values.Get(_current), values.Get(_previous));
}
