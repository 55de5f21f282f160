namespace Rollouts.Integrations.Tests.Storage;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("rollouts-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
