using System.Text.RegularExpressions;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Argo;

/// <summary>The arguments of an analysis, and their substitution.</summary>
internal sealed partial class ArgoArguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Adds arguments of a template or of a rollout. Later ones win if they have a value.</summary>
    /// <param name="place">Returns the value for a reference to the cluster; null if there is none.</param>
    public void Add(SourceNode? arguments, Func<SourceNode, string?> place)
    {
        foreach (var argument in arguments?.Items ?? [])
        {
            if (argument.TextOf("name") is not { } name)
            {
                continue;
            }

            if (argument.TextOf("value") is { } value)
            {
                _values[name] = value;
            }
            else if (argument["valueFrom"] is { } from && place(from) is { } found)
            {
                _values[name] = found;
            }
        }
    }

    /// <summary>Substitutes the arguments. If it names arguments without a value, the text must not be used.</summary>
    public (string Text, IReadOnlyList<string> Missing) Fill(string text)
    {
        List<string> missing = [];
        var filled = Placeholder()
            .Replace(
                text,
                match =>
                {
                    var name = match.Groups["name"].Value;
                    if (_values.TryGetValue(name, out var value))
                    {
                        return value;
                    }

                    missing.Add(name);
                    return match.Value;
                }
            );
        return (filled, missing);
    }

    [GeneratedRegex(
        @"\{\{\s*(inputs\.)?args\.(?<name>[\w.-]{1,100})\s*\}\}",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Placeholder();
}
