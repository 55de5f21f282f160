using Rollouts.Api.Dashboard.Charts;

namespace Rollouts.Api.Dashboard.Components;

/// <summary>The frame of a page.</summary>
/// <param name="Section">The selected entry of the navigation.</param>
/// <param name="Csrf">The CSRF token of the forms; empty for callers without a session.</param>
/// <param name="Live">The address of the page's change stream; null for a static page.</param>
/// <param name="ReturnTo">The address of the page, to which its forms return.</param>
/// <param name="StyleSheet">The address of the style sheet, with the hash of its content.</param>
public sealed record ShellView(
    string Title,
    string Section,
    string Person,
    string Csrf,
    PageClock Clock,
    string? Live,
    string Theme,
    string ReturnTo,
    string StyleSheet,
    string Script,
    IReadOnlyList<NavigationEntry> Navigation
);

public sealed record NavigationEntry(string Name, string Address);
