using System.Runtime.CompilerServices;
using Xunit;

namespace Rollouts.Testing;

/// <summary>
/// Compares a text with the approved one beside the test. Set ROLLOUTS_APPROVE=1 to write what is found, and
/// read the difference before it is committed.
/// </summary>
public static class Approved
{
    public static void Matches(string name, string actual, [CallerFilePath] string test = "") =>
        MatchesFile(Path.Combine(Path.GetDirectoryName(test)!, name + ".approved.txt"), actual);

    public static void MatchesFile(string file, string actual)
    {
        var found = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("ROLLOUTS_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, found);
            return;
        }

        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (approved != found)
        {
            Assert.Fail(
                $"{file} is not what was found; run with ROLLOUTS_APPROVE=1 to accept "
                    + $"it.\n{FirstDifference(approved, found)}"
            );
        }
    }

    private static string FirstDifference(string approved, string found)
    {
        var (was, now) = (approved.Split('\n'), found.Split('\n'));
        var line = Enumerable
            .Range(0, Math.Max(was.Length, now.Length))
            .First(i => was.ElementAtOrDefault(i) != now.ElementAtOrDefault(i));
        var (before, after) = (was.ElementAtOrDefault(line), now.ElementAtOrDefault(line));
        return $"line {line + 1}\n  approved: {before}\n  found:    {after}";
    }
}
