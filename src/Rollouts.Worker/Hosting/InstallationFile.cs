using Rollouts.Domain.Installations;
using Rollouts.Integrations.InstallationFiles;

namespace Rollouts.Worker.Hosting;

/// <summary>The administrators' file, as a worker is started with it.</summary>
internal static class InstallationFile
{
    /// <exception cref="HostRefusedException">It cannot be read, or holds what is wrong.</exception>
    public static Installation Read(FileInfo file)
    {
        var (installation, problems) = InstallationReader.Read(file.ToString(), FileBytes.Read(file));
        return problems.IsEmpty && installation is not null
            ? installation
            : throw new HostRefusedException(string.Join('\n', problems));
    }
}
