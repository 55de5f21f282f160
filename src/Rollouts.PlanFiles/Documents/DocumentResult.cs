namespace Rollouts.PlanFiles.Documents;

/// <summary>A tree, or the reason why there is none.</summary>
public sealed record DocumentResult(Node? Root, DocumentFault? Fault)
{
    public static DocumentResult Of(Node root) => new(root, null);

    public static DocumentResult Refused(string code, Place place, string message) =>
        new(null, new DocumentFault(code, place, message));
}
