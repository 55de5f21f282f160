using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rollouts.Architecture.Tests;

/// <summary>
/// A switch over a closed set of records names every one of them, or throws for the rest. Otherwise a new step, status
/// or command would silently take the arm of "everything else".
/// </summary>
public sealed class SwitchTests
{
    [Theory]
    [InlineData("Rollouts.Domain")]
    public void A_switch_over_a_closed_set_hides_no_new_case(string room)
    {
        var compilation = Sources.Compile(room);
        var root = Sources.RootOf(room);
        var hiding =
            from tree in compilation.SyntaxTrees
            where tree.FilePath.StartsWith(root, StringComparison.Ordinal)
            let model = compilation.GetSemanticModel(tree)
            from choice in tree.GetRoot().DescendantNodes().OfType<SwitchExpressionSyntax>()
            where choice.Arms.Any(IsRest)
            let hidden = Hidden(choice, model)
            where hidden.Count > 0
            let line = choice.GetLocation().GetLineSpan().StartLinePosition.Line + 1
            select $"{tree.FilePath[root.Length..]}:{line} does not name {string.Join(", ", hidden)}";

        var found = string.Join(Environment.NewLine, hiding);
        Assert.True(found.Length == 0, found);
    }

    private static bool IsRest(SwitchExpressionArmSyntax arm) =>
        arm is { Pattern: DiscardPatternSyntax, WhenClause: null, Expression: not ThrowExpressionSyntax };

    private static List<string> Hidden(SwitchExpressionSyntax choice, SemanticModel model)
    {
        if (
            model.GetTypeInfo(choice.GoverningExpression).Type is not INamedTypeSymbol { IsAbstract: true } set
            || set.ContainingAssembly.Name != model.Compilation.AssemblyName
        )
        {
            return [];
        }

        var named = choice
            .Arms.Select(arm => arm.Pattern)
            .SelectMany(pattern => pattern.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
            .Where(name => !IsQualifier(name))
            .Select(name => model.GetSymbolInfo(name).Symbol)
            .OfType<INamedTypeSymbol>()
            .ToHashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        return
        [
            .. Cases(set)
                .Where(one => !AndBases(one).Any(named.Contains) && !named.Contains(set))
                .Select(one => one.Name),
        ];
    }

    private static bool IsQualifier(SimpleNameSyntax name) =>
        name.Parent switch
        {
            QualifiedNameSyntax qualified => qualified.Left == name,
            MemberAccessExpressionSyntax access => access.Expression == name,
            _ => false,
        };

    private static IEnumerable<INamedTypeSymbol> Cases(INamedTypeSymbol set) =>
        set.GetTypeMembers()
            .Concat(set.ContainingType?.GetTypeMembers() ?? [])
            .Where(type => type.IsSealed && AndBases(type).Contains(set, SymbolEqualityComparer.Default));

    private static IEnumerable<INamedTypeSymbol> AndBases(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            yield return at;
        }
    }
}
