using Rollouts.Domain.Installations;

namespace Rollouts.Integrations.InstallationFiles;

/// <summary>
/// What administrators own, as it is at this moment. It is swapped as a whole, so whoever takes <see cref="Now"/> once
/// sees one installation and no mixture of two. What has not changed is the same object as before.
/// </summary>
public sealed class CurrentInstallation(Installation installation)
{
    private volatile Installation _now = installation;

    public Installation Now => _now;

    public void Swap(Installation installation) => _now = installation;
}
