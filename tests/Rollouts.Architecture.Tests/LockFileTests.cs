using Rollouts.Testing;

namespace Rollouts.Architecture.Tests;

/// <summary>Packages are locked by their content.</summary>
public sealed class LockFileTests
{
    [Fact]
    public void Every_project_has_a_lock_file_that_names_no_feed()
    {
        var projects = new[] { "src", "tests", "bench", "tools" }
            .SelectMany(folder =>
                Directory.GetFiles(Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories)
            )
            .ToList();

        Assert.NotEmpty(projects);
        Assert.All(
            projects,
            project =>
            {
                var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json"));
                Assert.Contains("\"net10.0\"", text, StringComparison.Ordinal);
                Assert.DoesNotContain("://", text, StringComparison.Ordinal);

                // A publish for one runtime adds a part that other machines do not restore.
                Assert.DoesNotContain("\"net10.0/", text, StringComparison.Ordinal);
            }
        );
    }
}
