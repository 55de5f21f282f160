using System.Reflection;
using Rollouts.Release;
using Rollouts.Testing;

namespace Rollouts.Architecture.Tests;

/// <summary>What a release carries beside its programs.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public void The_notices_name_every_package_that_is_published() =>
        Approved.MatchesFile(
            Repository.PathOf(ThirdPartyNotices.FileName),
            ThirdPartyNotices.Format(ShippedPackages.Of(Repository.Root))
        );

    [Fact]
    public void A_package_without_a_licence_text_is_refused_by_name()
    {
        var folder = Directory.CreateTempSubdirectory("ro-");
        try
        {
            File.WriteAllText(
                Path.Combine(folder.FullName, "Odd.Package.nuspec"),
                """<package><metadata><license type="expression">Odd-1.0</license></metadata></package>"""
            );

            var refused = Assert.Throws<InvalidOperationException>(() =>
                ThirdPartyNotices.Format([new ShippedPackage("Odd.Package", "1.0.0", folder.FullName)])
            );

            Assert.Contains("Odd.Package 1.0.0", refused.Message, StringComparison.Ordinal);
            Assert.Contains("Odd-1.0", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_program_has_the_one_version() =>
        Assert.Single(
            new[] { "Rollouts.Api", "Rollouts.Cli", "Rollouts.Demo", "Rollouts.Sandbox", "Rollouts.Worker" }
                .Select(room => Assemblies.Of(room).GetCustomAttribute<AssemblyInformationalVersionAttribute>()!)
                .Select(version => version.InformationalVersion.Split('+')[0])
                .Distinct(StringComparer.Ordinal)
        );

    [Fact]
    public void The_notes_of_a_version_are_its_section_of_the_changelog()
    {
        const string Changelog = """
            # Changelog

            ## Unreleased

            ## 1.1.0 (2027-02-01)

            ### Fixed
            - This.

            ## 1.0.0 (2027-01-01)
            - That.
            """;

        Assert.Equal("### Fixed\n- This.", ReleaseNotes.Find(Changelog, "1.1.0"));
        Assert.Equal("- That.", ReleaseNotes.Find(Changelog, "1.0.0"));
        Assert.Equal("", ReleaseNotes.Find(Changelog, "Unreleased"));
        Assert.Null(ReleaseNotes.Find(Changelog, "1.1"));
    }

    [Fact]
    public void The_changelog_has_notes_for_what_is_not_released_yet() =>
        Assert.NotEmpty(ReleaseNotes.Find(File.ReadAllText(Repository.PathOf("CHANGELOG.md")), "Unreleased")!);
}
