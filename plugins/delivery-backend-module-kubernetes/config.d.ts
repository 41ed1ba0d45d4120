export interface Config {
  delivery?: object;
}
