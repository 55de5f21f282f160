using System.Text;

namespace Rollouts.Release;

/// <summary>The licences of all packages that are published with the programs, in one file.</summary>
internal static class ThirdPartyNotices
{
    public const string FileName = "THIRD-PARTY-NOTICES.txt";

    private static readonly string Rule = new('-', 80);

    public static void Write(string repository) =>
        File.WriteAllText(Path.Combine(repository, FileName), Format(ShippedPackages.Of(repository)));

    /// <exception cref="InvalidOperationException">A package has no licence text, and none is kept for its licence.</exception>
    public static string Format(IReadOnlyList<ShippedPackage> packages)
    {
        var text = new StringBuilder();
        text.Append(
            """
            Third-party notices

            Rollouts is licensed under the Apache License 2.0 (see LICENSE). The programs contain the packages below.
            Each entry names its licence; the texts follow after the list. This file is generated: dotnet run --project
            tools/Rollouts.Release -- notices


            """
        );
        foreach (var package in packages)
        {
            text.AppendLine($"{package.Name} {package.Version}").AppendLine($"  Licence:   {package.Licence}");
            Append(text, "Copyright", package.Copyright);
            Append(text, "Project", package.Project);
            text.AppendLine();
        }

        foreach (var (heading, words) in Texts(packages))
        {
            text.AppendLine(Rule).AppendLine(heading).AppendLine(Rule).AppendLine().AppendLine(words).AppendLine();
        }

        return text.ToString().ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    private static void Append(StringBuilder text, string label, string? value)
    {
        if (value is not null)
        {
            var line = string.Join(' ', value.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
            text.AppendLine($"  {(label + ":").PadRight(10)} {line}");
        }
    }

    /// <summary>Each text once, under the names of all packages that share it.</summary>
    private static IEnumerable<(string Heading, string Words)> Texts(IEnumerable<ShippedPackage> packages) =>
        packages
            .SelectMany(package =>
                package
                    .OwnTexts.Select(file => (package.Name, Words: Clean(File.ReadAllText(file))))
                    .Concat(package.HasOwnLicence ? [] : [(package.Name, Words: StandardText(package))])
            )
            .GroupBy(part => part.Words, StringComparer.Ordinal)
            .Select(group => (Wrap(group.Select(part => part.Name).Distinct(StringComparer.Ordinal)), group.Key));

    private static string StandardText(ShippedPackage package)
    {
        using var stream = typeof(ThirdPartyNotices).Assembly.GetManifestResourceStream(
            $"licences/{package.Expression}"
        );
        if (stream is null)
        {
            throw new InvalidOperationException(
                $"{package.Name} {package.Version} carries no licence text. Add the text of its licence "
                    + $"({package.Licence}) to tools/Rollouts.Release/Licences, under its SPDX name."
            );
        }

        using var reader = new StreamReader(stream);
        return Clean(reader.ReadToEnd());
    }

    private static string Clean(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()))
            .Trim('\n', '\uFEFF');

    private static string Wrap(IEnumerable<string> names)
    {
        var lines = new List<string>();
        foreach (var name in names)
        {
            if (lines.Count > 0 && lines[^1].Length + name.Length + 2 <= Rule.Length)
            {
                lines[^1] += $", {name}";
            }
            else
            {
                lines.Add(name);
            }
        }

        return string.Join('\n', lines);
    }
}
