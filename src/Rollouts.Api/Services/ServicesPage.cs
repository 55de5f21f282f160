namespace Rollouts.Api.Services;

/// <summary>A part of the list of services, and where the next part begins.</summary>
internal sealed record ServicesPage(ValueList<ServiceView> Services, string? Cursor);
