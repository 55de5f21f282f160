using Rollouts.Domain.Connections;

namespace Rollouts.Integrations.Outside;

/// <summary>
/// The present settings of the administrators. They are replaced as a whole, so a caller that reads <see cref="Now"/>
/// once sees one consistent installation. Unchanged parts keep their object identity.
/// </summary>
public sealed class CurrentInstallation(Installation installation)
{
    private volatile Installation _now = installation;

    public Installation Now => _now;

    public void Swap(Installation installation) => _now = installation;
}
