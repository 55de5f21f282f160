using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Rollouts.Cli.Imports.Sources;

/// <summary>Reads manifests: several documents of YAML or JSON in one file, and lists of the kind List.</summary>
internal static partial class SourceDocuments
{
    /// <summary>Larger than any manifest of a release. More is a mistake.</summary>
    private const int Largest = 4 * 1024 * 1024;

    public static List<SourceDocument> Read(string file, string text)
    {
        if (text.Length > Largest)
        {
            throw Refused(
                $"{file}: is larger than {Largest / 1024 / 1024} MiB. Give the manifests of the release only."
            );
        }

        if (HelmTemplate().Match(text) is { Success: true } template)
        {
            var line = text.AsSpan(0, template.Index).Count('\n') + 1;
            throw Refused(
                $"{file}:{line}: holds a Helm template ('{template.Value}'). Render it first: "
                    + "helm template <chart> | rollouts import <tool> -"
            );
        }

        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw Refused($"{file}:{exception.Start.Line}:{exception.Start.Column}: is not YAML: {exception.Message}");
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw Refused($"{file}: is not YAML: {exception.Message}");
        }

        return [.. stream.Documents.SelectMany(document => Of(file, document.RootNode, ""))];
    }

    private static IEnumerable<SourceDocument> Of(string file, YamlNode root, string path)
    {
        var node = new SourceNode(root, path);
        if (node.TextOf("kind") == "List" && node["items"] is { IsList: true } items)
        {
            return items.Items.Where(item => item.IsMap).Select(item => new SourceDocument(file, item));
        }

        return node.IsList ? node.Items.Where(item => item.IsMap).Select(item => new SourceDocument(file, item))
            : node.IsMap ? [new SourceDocument(file, node)]
            : [];
    }

    private static CommandFailedException Refused(string message) => new(ExitCodes.Refused, message);

    // Argo's {{args.x}} and Flagger's {{ target }} are not templates of Helm, which begin with a dot, a dash or a
    // keyword of Helm.
    [GeneratedRegex(
        @"\{\{-?\s*(-|\.[A-Z]|\$\w|/\*|(include|template|define|if|else|end|range|with|toYaml|tpl|printf|default|"
            + @"quote|required|block)\b)[^}]{0,40}",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex HelmTemplate();
}
