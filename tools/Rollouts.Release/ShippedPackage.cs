using System.Xml.Linq;

namespace Rollouts.Release;

/// <summary>One package whose files are part of a published program.</summary>
/// <param name="Folder">The unpacked package.</param>
internal sealed record ShippedPackage(string Name, string Version, string Folder)
{
    private static readonly EnumerationOptions AnyCase = new() { MatchCasing = MatchCasing.CaseInsensitive };

    /// <summary>
    /// The licences of packages that name an address alone, as they were when the version was released. The address
    /// may show the licence of a later version.
    /// </summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["MediatR 5.1.0"] = "Apache-2.0",
    };

    private readonly XElement _metadata = Metadata(Name, Folder);

    /// <summary>The SPDX expression of the licence; null if the package names a file or an address instead.</summary>
    public string? Expression =>
        Element("license") is { } licence && IsExpression(licence)
            ? licence.Value
            : Known.GetValueOrDefault($"{Name} {Version}");

    /// <summary>The licence in words: the expression, else the file, else the address.</summary>
    public string Licence => Expression ?? Element("license")?.Value ?? Text("licenseUrl") ?? "not stated";

    public string? Copyright => Text("copyright");

    public string? Project => Text("projectUrl") ?? Element("repository")?.Attribute("url")?.Value;

    /// <summary>The licences and notices that the package carries.</summary>
    public IEnumerable<string> OwnTexts =>
        Directory
            .EnumerateDirectories(Folder, "LICENSE", AnyCase)
            .Append(Folder)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", AnyCase))
            .Where(file => IsLicence(file) || IsNotice(file))
            .Order(StringComparer.Ordinal);

    /// <summary>Whether the licence itself is among <see cref="OwnTexts"/>.</summary>
    public bool HasOwnLicence => OwnTexts.Any(IsLicence);

    private static bool IsLicence(string file) =>
        Path.GetFileName(file).Contains("licen", StringComparison.OrdinalIgnoreCase);

    private static bool IsNotice(string file) =>
        Path.GetFileName(file).Contains("notice", StringComparison.OrdinalIgnoreCase);

    private static bool IsExpression(XElement licence) => licence.Attribute("type")?.Value == "expression";

    private XElement? Element(string name) => _metadata.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private string? Text(string name) => Element(name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static XElement Metadata(string name, string folder) =>
        XDocument
            .Load(Directory.EnumerateFiles(folder, $"{name}.nuspec", AnyCase).Single())
            .Root!.Elements()
            .Single(element => element.Name.LocalName == "metadata");
}
