import { Component, type ReactNode } from "react";

interface Props {
  children: ReactNode;
  onFault: (error: unknown) => void;
}

/** Takes what a component throws, before Ink prints it over the screen. React asks for a class. */
export class FaultBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onFault(error);
  }

  override render(): ReactNode {
    return this.state.hasFailed ? null : this.props.children;
  }
}
