using System.CommandLine;

namespace Rollouts.Release;

/// <summary>What a release needs beside its programs. Run from the root of the repository.</summary>
internal static class Program
{
    private static int Main(string[] args) =>
        new RootCommand("Prepare a release of Rollouts.") { Notices(), Notes() }
            .Parse(args)
            .Invoke();

    private static Command Notices()
    {
        var command = new Command(
            "notices",
            $"Write {ThirdPartyNotices.FileName} from the packages of the last restore."
        );
        command.SetAction(parsed => ThirdPartyNotices.Write(Directory.GetCurrentDirectory()));
        return command;
    }

    private static Command Notes()
    {
        var version = new Argument<string>("version") { Description = "A version of CHANGELOG.md, or Unreleased." };
        var command = new Command("notes", "Print the release notes of a version.") { version };
        command.SetAction(parsed =>
        {
            var asked = parsed.GetRequiredValue(version);
            if (ReleaseNotes.Find(File.ReadAllText("CHANGELOG.md"), asked) is not { } notes)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"CHANGELOG.md has no section for {asked}.");
                return 1;
            }

            parsed.InvocationConfiguration.Output.WriteLine(notes);
            return 0;
        });
        return command;
    }
}
