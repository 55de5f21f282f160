namespace Rollouts.Api.Services;

/// <summary>A part of the list of services, and the cursor of the next part.</summary>
internal sealed record ServicesPage(ValueList<ServiceView> Services, string? Cursor);
