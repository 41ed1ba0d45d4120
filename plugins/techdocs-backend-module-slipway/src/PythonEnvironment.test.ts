import { createMockDirectory } from '@backstage/backend-test-utils';
import { PythonEnvironment } from './PythonEnvironment';
import { RunProgram } from './runProgram';

const missing = () => Promise.reject(Object.assign(new Error('spawn ENOENT'), { code: 'ENOENT' }));

describe('the Python environment of docs', () => {
  const directory = createMockDirectory({ content: { 'requirements.txt': 'mkdocs==1.6.1' } });

  function open(answers: Record<string, () => Promise<string>>) {
    const ran = new Array<string>();
    const run: RunProgram = (program, args) => {
      const command = `${program.split('/').at(-1)} ${args[0] === '-m' ? args[1] : args[0]}`;
      ran.push(command);
      return (answers[command] ?? missing)();
    };
    const folder = directory.resolve('environment');
    const build = () => new PythonEnvironment({ folder, requirements: directory.resolve('requirements.txt'), run });
    return { ran, folder, build, environment: build() };
  }

  // A stand-in for `python -m venv`, which makes the folder.
  const venv = async () => {
    directory.addContent({ environment: { bin: {} } });
    return '';
  };
  const whole = { 'python3 --version': async () => 'Python 3.11.7', 'python3 venv': venv, 'python pip': async () => '' };

  beforeEach(() => directory.setContent({ 'requirements.txt': 'mkdocs==1.6.1' }));

  it('is made once, however many builds wait for it', async () => {
    const { environment, ran, folder } = open(whole);
    const programs = await Promise.all([environment.prepare(() => {}), environment.prepare(() => {})]);
    expect(programs).toEqual([`${folder}/bin`, `${folder}/bin`]);
    expect(ran).toEqual(['python3 --version', 'python3 venv', 'python pip']);
  });

  it('is taken as it is after a restart, and made anew where other packages are wanted', async () => {
    const { build, ran } = open(whole);
    await build().prepare(() => {});
    ran.length = 0;
    await build().prepare(() => {});
    expect(ran).toEqual([]);
    directory.addContent({ 'requirements.txt': 'mkdocs==1.6.2' });
    await build().prepare(() => {});
    expect(ran).toEqual(['python3 --version', 'python3 venv', 'python pip']);
  });

  it('says what to install where there is no Python, and is made once there is one', async () => {
    const answers: Record<string, () => Promise<string>> = {};
    const { environment } = open(answers);
    await expect(environment.prepare(() => {})).rejects.toThrow(/none was found on the PATH.*apt-get install python3-venv.*brew install/s);
    Object.assign(answers, whole);
    await expect(environment.prepare(() => {})).resolves.toMatch(/bin$/);
  });

  it('says which Python is too old', async () => {
    const { environment } = open({ 'python3 --version': async () => 'Python 3.6.9' });
    await expect(environment.prepare(() => {})).rejects.toThrow('Python 3.9 or newer, and found was Python 3.6.9');
  });

  it('takes a second name for Python where the first is too old', async () => {
    const { environment, ran } = open({
      'python3 --version': async () => 'Python 3.6.9',
      'python --version': async () => 'Python 3.12.1',
      'python venv': venv,
      'python pip': async () => '',
    });
    await environment.prepare(() => {});
    expect(ran).toContain('python venv');
  });

  it('that was left half made is made anew', async () => {
    const { environment, build, ran } = open({ ...whole, 'python pip': missing });
    await expect(environment.prepare(() => {})).rejects.toThrow('could not be installed');
    ran.length = 0;
    await expect(build().prepare(() => {})).rejects.toThrow('could not be installed');
    expect(ran).toEqual(['python3 --version', 'python3 venv', 'python pip']);
  });
});
